// Original file: proto/ring.proto


export interface NudgeResponse {
}

export interface NudgeResponse__Output {
}
