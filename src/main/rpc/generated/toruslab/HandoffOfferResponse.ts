// Original file: proto/storage.proto


export interface HandoffOfferResponse {
  'accepted'?: (boolean);
}

export interface HandoffOfferResponse__Output {
  'accepted': (boolean);
}
