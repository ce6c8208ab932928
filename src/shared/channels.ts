/** Names of the desktop door's channels, as both of its ends know them. */
export const CALL_CHANNEL = 'lab:call'
export const CONNECT_CHANNEL = 'lab:connect'
export const PORT_CHANNEL = 'lab:port'
