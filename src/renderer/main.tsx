import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root === null) throw new Error('element missing: #root')
createRoot(root).render(<h1>Torus Lab</h1>)
