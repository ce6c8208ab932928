// Original file: proto/ring.proto


export interface ChangedResponse {
}

export interface ChangedResponse__Output {
}
