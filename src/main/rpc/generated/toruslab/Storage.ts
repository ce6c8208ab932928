// Original file: proto/storage.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DataResponse as _toruslab_DataResponse, DataResponse__Output as _toruslab_DataResponse__Output } from '../toruslab/DataResponse';
import type { DeleteRequest as _toruslab_DeleteRequest, DeleteRequest__Output as _toruslab_DeleteRequest__Output } from '../toruslab/DeleteRequest';
import type { DeleteResponse as _toruslab_DeleteResponse, DeleteResponse__Output as _toruslab_DeleteResponse__Output } from '../toruslab/DeleteResponse';
import type { GetRequest as _toruslab_GetRequest, GetRequest__Output as _toruslab_GetRequest__Output } from '../toruslab/GetRequest';
import type { GetResponse as _toruslab_GetResponse, GetResponse__Output as _toruslab_GetResponse__Output } from '../toruslab/GetResponse';
import type { HandoffBeginRequest as _toruslab_HandoffBeginRequest, HandoffBeginRequest__Output as _toruslab_HandoffBeginRequest__Output } from '../toruslab/HandoffBeginRequest';
import type { HandoffBeginResponse as _toruslab_HandoffBeginResponse, HandoffBeginResponse__Output as _toruslab_HandoffBeginResponse__Output } from '../toruslab/HandoffBeginResponse';
import type { HandoffCommitRequest as _toruslab_HandoffCommitRequest, HandoffCommitRequest__Output as _toruslab_HandoffCommitRequest__Output } from '../toruslab/HandoffCommitRequest';
import type { HandoffCommitResponse as _toruslab_HandoffCommitResponse, HandoffCommitResponse__Output as _toruslab_HandoffCommitResponse__Output } from '../toruslab/HandoffCommitResponse';
import type { HandoffConfirmRequest as _toruslab_HandoffConfirmRequest, HandoffConfirmRequest__Output as _toruslab_HandoffConfirmRequest__Output } from '../toruslab/HandoffConfirmRequest';
import type { HandoffConfirmResponse as _toruslab_HandoffConfirmResponse, HandoffConfirmResponse__Output as _toruslab_HandoffConfirmResponse__Output } from '../toruslab/HandoffConfirmResponse';
import type { HandoffForwardRequest as _toruslab_HandoffForwardRequest, HandoffForwardRequest__Output as _toruslab_HandoffForwardRequest__Output } from '../toruslab/HandoffForwardRequest';
import type { HandoffForwardResponse as _toruslab_HandoffForwardResponse, HandoffForwardResponse__Output as _toruslab_HandoffForwardResponse__Output } from '../toruslab/HandoffForwardResponse';
import type { HandoffOfferRequest as _toruslab_HandoffOfferRequest, HandoffOfferRequest__Output as _toruslab_HandoffOfferRequest__Output } from '../toruslab/HandoffOfferRequest';
import type { HandoffOfferResponse as _toruslab_HandoffOfferResponse, HandoffOfferResponse__Output as _toruslab_HandoffOfferResponse__Output } from '../toruslab/HandoffOfferResponse';
import type { LookupRequest as _toruslab_LookupRequest, LookupRequest__Output as _toruslab_LookupRequest__Output } from '../toruslab/LookupRequest';
import type { LookupResponse as _toruslab_LookupResponse, LookupResponse__Output as _toruslab_LookupResponse__Output } from '../toruslab/LookupResponse';
import type { PullRequest as _toruslab_PullRequest, PullRequest__Output as _toruslab_PullRequest__Output } from '../toruslab/PullRequest';
import type { PutRequest as _toruslab_PutRequest, PutRequest__Output as _toruslab_PutRequest__Output } from '../toruslab/PutRequest';
import type { PutResponse as _toruslab_PutResponse, PutResponse__Output as _toruslab_PutResponse__Output } from '../toruslab/PutResponse';
import type { ReadRequest as _toruslab_ReadRequest, ReadRequest__Output as _toruslab_ReadRequest__Output } from '../toruslab/ReadRequest';
import type { RecordChunk as _toruslab_RecordChunk, RecordChunk__Output as _toruslab_RecordChunk__Output } from '../toruslab/RecordChunk';
import type { WriteRequest as _toruslab_WriteRequest, WriteRequest__Output as _toruslab_WriteRequest__Output } from '../toruslab/WriteRequest';

export interface StorageClient extends grpc.Client {
  Delete(argument: _toruslab_DeleteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _toruslab_DeleteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _toruslab_DeleteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  Delete(argument: _toruslab_DeleteRequest, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _toruslab_DeleteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _toruslab_DeleteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _toruslab_DeleteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  delete(argument: _toruslab_DeleteRequest, callback: grpc.requestCallback<_toruslab_DeleteResponse__Output>): grpc.ClientUnaryCall;
  
  Get(argument: _toruslab_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _toruslab_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _toruslab_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  Get(argument: _toruslab_GetRequest, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _toruslab_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _toruslab_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _toruslab_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  get(argument: _toruslab_GetRequest, callback: grpc.requestCallback<_toruslab_GetResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Hand-off of a range, in the order of its steps.
   * 
   * 1. The gaining node asks the serving node for the part of its range that ends at `end`. From the grant on, the
   * serving node forwards every write of that part to the gaining node before it acknowledges it.
   */
  HandoffBegin(argument: _toruslab_HandoffBeginRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  HandoffBegin(argument: _toruslab_HandoffBeginRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  HandoffBegin(argument: _toruslab_HandoffBeginRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  HandoffBegin(argument: _toruslab_HandoffBeginRequest, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Hand-off of a range, in the order of its steps.
   * 
   * 1. The gaining node asks the serving node for the part of its range that ends at `end`. From the grant on, the
   * serving node forwards every write of that part to the gaining node before it acknowledges it.
   */
  handoffBegin(argument: _toruslab_HandoffBeginRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  handoffBegin(argument: _toruslab_HandoffBeginRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  handoffBegin(argument: _toruslab_HandoffBeginRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  handoffBegin(argument: _toruslab_HandoffBeginRequest, callback: grpc.requestCallback<_toruslab_HandoffBeginResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * 4. "This is my digest of the range." Equal digests: ownership has moved when this answers `committed`.
   */
  HandoffCommit(argument: _toruslab_HandoffCommitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  HandoffCommit(argument: _toruslab_HandoffCommitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  HandoffCommit(argument: _toruslab_HandoffCommitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  HandoffCommit(argument: _toruslab_HandoffCommitRequest, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  /**
   * 4. "This is my digest of the range." Equal digests: ownership has moved when this answers `committed`.
   */
  handoffCommit(argument: _toruslab_HandoffCommitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  handoffCommit(argument: _toruslab_HandoffCommitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  handoffCommit(argument: _toruslab_HandoffCommitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  handoffCommit(argument: _toruslab_HandoffCommitRequest, callback: grpc.requestCallback<_toruslab_HandoffCommitResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * 5. "I serve it": the old owner deletes what was confirmed.
   */
  HandoffConfirm(argument: _toruslab_HandoffConfirmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  HandoffConfirm(argument: _toruslab_HandoffConfirmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  HandoffConfirm(argument: _toruslab_HandoffConfirmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  HandoffConfirm(argument: _toruslab_HandoffConfirmRequest, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  /**
   * 5. "I serve it": the old owner deletes what was confirmed.
   */
  handoffConfirm(argument: _toruslab_HandoffConfirmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  handoffConfirm(argument: _toruslab_HandoffConfirmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  handoffConfirm(argument: _toruslab_HandoffConfirmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  handoffConfirm(argument: _toruslab_HandoffConfirmRequest, callback: grpc.requestCallback<_toruslab_HandoffConfirmResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * 2. A write to a range that is on its way to you.
   */
  HandoffForward(argument: _toruslab_HandoffForwardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  HandoffForward(argument: _toruslab_HandoffForwardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  HandoffForward(argument: _toruslab_HandoffForwardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  HandoffForward(argument: _toruslab_HandoffForwardRequest, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  /**
   * 2. A write to a range that is on its way to you.
   */
  handoffForward(argument: _toruslab_HandoffForwardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  handoffForward(argument: _toruslab_HandoffForwardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  handoffForward(argument: _toruslab_HandoffForwardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  handoffForward(argument: _toruslab_HandoffForwardRequest, callback: grpc.requestCallback<_toruslab_HandoffForwardResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A leaver asks its successor to take its range over, by the same steps.
   */
  HandoffOffer(argument: _toruslab_HandoffOfferRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  HandoffOffer(argument: _toruslab_HandoffOfferRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  HandoffOffer(argument: _toruslab_HandoffOfferRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  HandoffOffer(argument: _toruslab_HandoffOfferRequest, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  /**
   * A leaver asks its successor to take its range over, by the same steps.
   */
  handoffOffer(argument: _toruslab_HandoffOfferRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  handoffOffer(argument: _toruslab_HandoffOfferRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  handoffOffer(argument: _toruslab_HandoffOfferRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  handoffOffer(argument: _toruslab_HandoffOfferRequest, callback: grpc.requestCallback<_toruslab_HandoffOfferResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The owner of an id, without touching a value.
   */
  Lookup(argument: _toruslab_LookupRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  Lookup(argument: _toruslab_LookupRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  Lookup(argument: _toruslab_LookupRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  Lookup(argument: _toruslab_LookupRequest, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The owner of an id, without touching a value.
   */
  lookup(argument: _toruslab_LookupRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  lookup(argument: _toruslab_LookupRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  lookup(argument: _toruslab_LookupRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  lookup(argument: _toruslab_LookupRequest, callback: grpc.requestCallback<_toruslab_LookupResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * 3. The records of the range as they stand, in key order, in chunks of about 256 KiB at most (a single record may be
   * larger). Flow control holds the sender back.
   */
  Pull(argument: _toruslab_PullRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_toruslab_RecordChunk__Output>;
  Pull(argument: _toruslab_PullRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_toruslab_RecordChunk__Output>;
  /**
   * 3. The records of the range as they stand, in key order, in chunks of about 256 KiB at most (a single record may be
   * larger). Flow control holds the sender back.
   */
  pull(argument: _toruslab_PullRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_toruslab_RecordChunk__Output>;
  pull(argument: _toruslab_PullRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_toruslab_RecordChunk__Output>;
  
  /**
   * For clients outside the ring: the asked node looks the owner up and asks it. The reply carries the path of the
   * lookup, the asked node first.
   */
  Put(argument: _toruslab_PutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  Put(argument: _toruslab_PutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  Put(argument: _toruslab_PutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  Put(argument: _toruslab_PutRequest, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  /**
   * For clients outside the ring: the asked node looks the owner up and asks it. The reply carries the path of the
   * lookup, the asked node first.
   */
  put(argument: _toruslab_PutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  put(argument: _toruslab_PutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  put(argument: _toruslab_PutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  put(argument: _toruslab_PutRequest, callback: grpc.requestCallback<_toruslab_PutResponse__Output>): grpc.ClientUnaryCall;
  
  Read(argument: _toruslab_ReadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Read(argument: _toruslab_ReadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Read(argument: _toruslab_ReadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Read(argument: _toruslab_ReadRequest, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  read(argument: _toruslab_ReadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  read(argument: _toruslab_ReadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  read(argument: _toruslab_ReadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  read(argument: _toruslab_ReadRequest, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * For peers: write and read at the owner itself.
   */
  Write(argument: _toruslab_WriteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Write(argument: _toruslab_WriteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Write(argument: _toruslab_WriteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  Write(argument: _toruslab_WriteRequest, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  /**
   * For peers: write and read at the owner itself.
   */
  write(argument: _toruslab_WriteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  write(argument: _toruslab_WriteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  write(argument: _toruslab_WriteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  write(argument: _toruslab_WriteRequest, callback: grpc.requestCallback<_toruslab_DataResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface StorageHandlers extends grpc.UntypedServiceImplementation {
  Delete: grpc.handleUnaryCall<_toruslab_DeleteRequest__Output, _toruslab_DeleteResponse>;
  
  Get: grpc.handleUnaryCall<_toruslab_GetRequest__Output, _toruslab_GetResponse>;
  
  /**
   * Hand-off of a range, in the order of its steps.
   * 
   * 1. The gaining node asks the serving node for the part of its range that ends at `end`. From the grant on, the
   * serving node forwards every write of that part to the gaining node before it acknowledges it.
   */
  HandoffBegin: grpc.handleUnaryCall<_toruslab_HandoffBeginRequest__Output, _toruslab_HandoffBeginResponse>;
  
  /**
   * 4. "This is my digest of the range." Equal digests: ownership has moved when this answers `committed`.
   */
  HandoffCommit: grpc.handleUnaryCall<_toruslab_HandoffCommitRequest__Output, _toruslab_HandoffCommitResponse>;
  
  /**
   * 5. "I serve it": the old owner deletes what was confirmed.
   */
  HandoffConfirm: grpc.handleUnaryCall<_toruslab_HandoffConfirmRequest__Output, _toruslab_HandoffConfirmResponse>;
  
  /**
   * 2. A write to a range that is on its way to you.
   */
  HandoffForward: grpc.handleUnaryCall<_toruslab_HandoffForwardRequest__Output, _toruslab_HandoffForwardResponse>;
  
  /**
   * A leaver asks its successor to take its range over, by the same steps.
   */
  HandoffOffer: grpc.handleUnaryCall<_toruslab_HandoffOfferRequest__Output, _toruslab_HandoffOfferResponse>;
  
  /**
   * The owner of an id, without touching a value.
   */
  Lookup: grpc.handleUnaryCall<_toruslab_LookupRequest__Output, _toruslab_LookupResponse>;
  
  /**
   * 3. The records of the range as they stand, in key order, in chunks of about 256 KiB at most (a single record may be
   * larger). Flow control holds the sender back.
   */
  Pull: grpc.handleServerStreamingCall<_toruslab_PullRequest__Output, _toruslab_RecordChunk>;
  
  /**
   * For clients outside the ring: the asked node looks the owner up and asks it. The reply carries the path of the
   * lookup, the asked node first.
   */
  Put: grpc.handleUnaryCall<_toruslab_PutRequest__Output, _toruslab_PutResponse>;
  
  Read: grpc.handleUnaryCall<_toruslab_ReadRequest__Output, _toruslab_DataResponse>;
  
  /**
   * For peers: write and read at the owner itself.
   */
  Write: grpc.handleUnaryCall<_toruslab_WriteRequest__Output, _toruslab_DataResponse>;
  
}

export interface StorageDefinition extends grpc.ServiceDefinition {
  Delete: MethodDefinition<_toruslab_DeleteRequest, _toruslab_DeleteResponse, _toruslab_DeleteRequest__Output, _toruslab_DeleteResponse__Output>
  Get: MethodDefinition<_toruslab_GetRequest, _toruslab_GetResponse, _toruslab_GetRequest__Output, _toruslab_GetResponse__Output>
  HandoffBegin: MethodDefinition<_toruslab_HandoffBeginRequest, _toruslab_HandoffBeginResponse, _toruslab_HandoffBeginRequest__Output, _toruslab_HandoffBeginResponse__Output>
  HandoffCommit: MethodDefinition<_toruslab_HandoffCommitRequest, _toruslab_HandoffCommitResponse, _toruslab_HandoffCommitRequest__Output, _toruslab_HandoffCommitResponse__Output>
  HandoffConfirm: MethodDefinition<_toruslab_HandoffConfirmRequest, _toruslab_HandoffConfirmResponse, _toruslab_HandoffConfirmRequest__Output, _toruslab_HandoffConfirmResponse__Output>
  HandoffForward: MethodDefinition<_toruslab_HandoffForwardRequest, _toruslab_HandoffForwardResponse, _toruslab_HandoffForwardRequest__Output, _toruslab_HandoffForwardResponse__Output>
  HandoffOffer: MethodDefinition<_toruslab_HandoffOfferRequest, _toruslab_HandoffOfferResponse, _toruslab_HandoffOfferRequest__Output, _toruslab_HandoffOfferResponse__Output>
  Lookup: MethodDefinition<_toruslab_LookupRequest, _toruslab_LookupResponse, _toruslab_LookupRequest__Output, _toruslab_LookupResponse__Output>
  Pull: MethodDefinition<_toruslab_PullRequest, _toruslab_RecordChunk, _toruslab_PullRequest__Output, _toruslab_RecordChunk__Output>
  Put: MethodDefinition<_toruslab_PutRequest, _toruslab_PutResponse, _toruslab_PutRequest__Output, _toruslab_PutResponse__Output>
  Read: MethodDefinition<_toruslab_ReadRequest, _toruslab_DataResponse, _toruslab_ReadRequest__Output, _toruslab_DataResponse__Output>
  Write: MethodDefinition<_toruslab_WriteRequest, _toruslab_DataResponse, _toruslab_WriteRequest__Output, _toruslab_DataResponse__Output>
}
