// Original file: proto/ring.proto


export interface FingersRequest {
}

export interface FingersRequest__Output {
}
