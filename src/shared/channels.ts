/** Names of the desktop door's channels, as both of its ends know them. */
export const CALL_CHANNEL = 'lab:call'
export const CONNECT_CHANNEL = 'lab:connect'
export const PORT_CHANNEL = 'lab:port'
/** Asks for the next file or link that the system wants opened; answered when there is one. */
export const FILE_CHANNEL = 'lab:file'
