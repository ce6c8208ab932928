// Original file: proto/ring.proto


export interface LeavingResponse {
}

export interface LeavingResponse__Output {
}
