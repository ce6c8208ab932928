// Original file: proto/ring.proto


export interface NudgeRequest {
}

export interface NudgeRequest__Output {
}
