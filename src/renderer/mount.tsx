import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './frame/app'
import './styles'

/** Puts the window into the page. */
export function mount(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('element missing: #root')
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
