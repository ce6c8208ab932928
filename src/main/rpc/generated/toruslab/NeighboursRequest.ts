// Original file: proto/ring.proto


export interface NeighboursRequest {
}

export interface NeighboursRequest__Output {
}
