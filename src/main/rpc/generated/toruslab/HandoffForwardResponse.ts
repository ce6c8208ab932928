// Original file: proto/storage.proto


export interface HandoffForwardResponse {
}

export interface HandoffForwardResponse__Output {
}
