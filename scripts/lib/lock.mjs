/** The optional dependencies that a lock file's packages name and that it has no entry for. */
export function missingOptionals(packages) {
  const missing = new Map()
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies))
      if (!isResolved(packages, path, name)) missing.set(name, { name, version, isDev: dev === true })
  return [...missing.values()]
}

/** Whether a package at `path` finds `name` in the nearest `node_modules`, or in one further up. */
function isResolved(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
  }
}
