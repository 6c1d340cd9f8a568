/**
 * Keeps the browser app startable without central. Does nothing in the desktop shell, which serves the page itself, and where
 * the browser has no service workers (an origin that is not secure). Rejects when the worker could not be installed.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js')
}
