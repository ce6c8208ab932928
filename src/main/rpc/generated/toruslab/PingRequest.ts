// Original file: proto/ring.proto


export interface PingRequest {
}

export interface PingRequest__Output {
}
