/** A key or a combination, as it stands on a keyboard. Decoration: the shortcut is named by `aria-keyshortcuts`. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  )
}
