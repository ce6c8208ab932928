// Original file: proto/ring.proto


export interface NotifyResponse {
}

export interface NotifyResponse__Output {
}
