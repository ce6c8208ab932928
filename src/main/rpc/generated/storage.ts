import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { ChangedResponse as _toruslab_ChangedResponse, ChangedResponse__Output as _toruslab_ChangedResponse__Output } from './toruslab/ChangedResponse';
import type { DataDone as _toruslab_DataDone, DataDone__Output as _toruslab_DataDone__Output } from './toruslab/DataDone';
import type { DataMoved as _toruslab_DataMoved, DataMoved__Output as _toruslab_DataMoved__Output } from './toruslab/DataMoved';
import type { DataResponse as _toruslab_DataResponse, DataResponse__Output as _toruslab_DataResponse__Output } from './toruslab/DataResponse';
import type { DeleteRequest as _toruslab_DeleteRequest, DeleteRequest__Output as _toruslab_DeleteRequest__Output } from './toruslab/DeleteRequest';
import type { DeleteResponse as _toruslab_DeleteResponse, DeleteResponse__Output as _toruslab_DeleteResponse__Output } from './toruslab/DeleteResponse';
import type { FingersRequest as _toruslab_FingersRequest, FingersRequest__Output as _toruslab_FingersRequest__Output } from './toruslab/FingersRequest';
import type { FingersResponse as _toruslab_FingersResponse, FingersResponse__Output as _toruslab_FingersResponse__Output } from './toruslab/FingersResponse';
import type { Frame as _toruslab_Frame, Frame__Output as _toruslab_Frame__Output } from './toruslab/Frame';
import type { Frames as _toruslab_Frames, Frames__Output as _toruslab_Frames__Output } from './toruslab/Frames';
import type { GetRequest as _toruslab_GetRequest, GetRequest__Output as _toruslab_GetRequest__Output } from './toruslab/GetRequest';
import type { GetResponse as _toruslab_GetResponse, GetResponse__Output as _toruslab_GetResponse__Output } from './toruslab/GetResponse';
import type { HandoffBeginRequest as _toruslab_HandoffBeginRequest, HandoffBeginRequest__Output as _toruslab_HandoffBeginRequest__Output } from './toruslab/HandoffBeginRequest';
import type { HandoffBeginResponse as _toruslab_HandoffBeginResponse, HandoffBeginResponse__Output as _toruslab_HandoffBeginResponse__Output } from './toruslab/HandoffBeginResponse';
import type { HandoffCommitRequest as _toruslab_HandoffCommitRequest, HandoffCommitRequest__Output as _toruslab_HandoffCommitRequest__Output } from './toruslab/HandoffCommitRequest';
import type { HandoffCommitResponse as _toruslab_HandoffCommitResponse, HandoffCommitResponse__Output as _toruslab_HandoffCommitResponse__Output } from './toruslab/HandoffCommitResponse';
import type { HandoffConfirmRequest as _toruslab_HandoffConfirmRequest, HandoffConfirmRequest__Output as _toruslab_HandoffConfirmRequest__Output } from './toruslab/HandoffConfirmRequest';
import type { HandoffConfirmResponse as _toruslab_HandoffConfirmResponse, HandoffConfirmResponse__Output as _toruslab_HandoffConfirmResponse__Output } from './toruslab/HandoffConfirmResponse';
import type { HandoffForwardRequest as _toruslab_HandoffForwardRequest, HandoffForwardRequest__Output as _toruslab_HandoffForwardRequest__Output } from './toruslab/HandoffForwardRequest';
import type { HandoffForwardResponse as _toruslab_HandoffForwardResponse, HandoffForwardResponse__Output as _toruslab_HandoffForwardResponse__Output } from './toruslab/HandoffForwardResponse';
import type { HandoffOfferRequest as _toruslab_HandoffOfferRequest, HandoffOfferRequest__Output as _toruslab_HandoffOfferRequest__Output } from './toruslab/HandoffOfferRequest';
import type { HandoffOfferResponse as _toruslab_HandoffOfferResponse, HandoffOfferResponse__Output as _toruslab_HandoffOfferResponse__Output } from './toruslab/HandoffOfferResponse';
import type { Hello as _toruslab_Hello, Hello__Output as _toruslab_Hello__Output } from './toruslab/Hello';
import type { LeavingRequest as _toruslab_LeavingRequest, LeavingRequest__Output as _toruslab_LeavingRequest__Output } from './toruslab/LeavingRequest';
import type { LeavingResponse as _toruslab_LeavingResponse, LeavingResponse__Output as _toruslab_LeavingResponse__Output } from './toruslab/LeavingResponse';
import type { LookupRequest as _toruslab_LookupRequest, LookupRequest__Output as _toruslab_LookupRequest__Output } from './toruslab/LookupRequest';
import type { LookupResponse as _toruslab_LookupResponse, LookupResponse__Output as _toruslab_LookupResponse__Output } from './toruslab/LookupResponse';
import type { NeighboursRequest as _toruslab_NeighboursRequest, NeighboursRequest__Output as _toruslab_NeighboursRequest__Output } from './toruslab/NeighboursRequest';
import type { NeighboursResponse as _toruslab_NeighboursResponse, NeighboursResponse__Output as _toruslab_NeighboursResponse__Output } from './toruslab/NeighboursResponse';
import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from './toruslab/NodeRef';
import type { NotifyRequest as _toruslab_NotifyRequest, NotifyRequest__Output as _toruslab_NotifyRequest__Output } from './toruslab/NotifyRequest';
import type { NotifyResponse as _toruslab_NotifyResponse, NotifyResponse__Output as _toruslab_NotifyResponse__Output } from './toruslab/NotifyResponse';
import type { NudgeRequest as _toruslab_NudgeRequest, NudgeRequest__Output as _toruslab_NudgeRequest__Output } from './toruslab/NudgeRequest';
import type { NudgeResponse as _toruslab_NudgeResponse, NudgeResponse__Output as _toruslab_NudgeResponse__Output } from './toruslab/NudgeResponse';
import type { PingRequest as _toruslab_PingRequest, PingRequest__Output as _toruslab_PingRequest__Output } from './toruslab/PingRequest';
import type { PingResponse as _toruslab_PingResponse, PingResponse__Output as _toruslab_PingResponse__Output } from './toruslab/PingResponse';
import type { PullRequest as _toruslab_PullRequest, PullRequest__Output as _toruslab_PullRequest__Output } from './toruslab/PullRequest';
import type { PutRequest as _toruslab_PutRequest, PutRequest__Output as _toruslab_PutRequest__Output } from './toruslab/PutRequest';
import type { PutResponse as _toruslab_PutResponse, PutResponse__Output as _toruslab_PutResponse__Output } from './toruslab/PutResponse';
import type { ReadRequest as _toruslab_ReadRequest, ReadRequest__Output as _toruslab_ReadRequest__Output } from './toruslab/ReadRequest';
import type { RecordChunk as _toruslab_RecordChunk, RecordChunk__Output as _toruslab_RecordChunk__Output } from './toruslab/RecordChunk';
import type { ResolveRequest as _toruslab_ResolveRequest, ResolveRequest__Output as _toruslab_ResolveRequest__Output } from './toruslab/ResolveRequest';
import type { ResolveResponse as _toruslab_ResolveResponse, ResolveResponse__Output as _toruslab_ResolveResponse__Output } from './toruslab/ResolveResponse';
import type { RingClient as _toruslab_RingClient, RingDefinition as _toruslab_RingDefinition } from './toruslab/Ring';
import type { RouteCloser as _toruslab_RouteCloser, RouteCloser__Output as _toruslab_RouteCloser__Output } from './toruslab/RouteCloser';
import type { RouteOwner as _toruslab_RouteOwner, RouteOwner__Output as _toruslab_RouteOwner__Output } from './toruslab/RouteOwner';
import type { RouteRequest as _toruslab_RouteRequest, RouteRequest__Output as _toruslab_RouteRequest__Output } from './toruslab/RouteRequest';
import type { RouteResponse as _toruslab_RouteResponse, RouteResponse__Output as _toruslab_RouteResponse__Output } from './toruslab/RouteResponse';
import type { StorageClient as _toruslab_StorageClient, StorageDefinition as _toruslab_StorageDefinition } from './toruslab/Storage';
import type { StoredRecord as _toruslab_StoredRecord, StoredRecord__Output as _toruslab_StoredRecord__Output } from './toruslab/StoredRecord';
import type { Version as _toruslab_Version, Version__Output as _toruslab_Version__Output } from './toruslab/Version';
import type { WriteRequest as _toruslab_WriteRequest, WriteRequest__Output as _toruslab_WriteRequest__Output } from './toruslab/WriteRequest';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  toruslab: {
    ChangedResponse: MessageTypeDefinition<_toruslab_ChangedResponse, _toruslab_ChangedResponse__Output>
    DataDone: MessageTypeDefinition<_toruslab_DataDone, _toruslab_DataDone__Output>
    DataMoved: MessageTypeDefinition<_toruslab_DataMoved, _toruslab_DataMoved__Output>
    DataResponse: MessageTypeDefinition<_toruslab_DataResponse, _toruslab_DataResponse__Output>
    DeleteRequest: MessageTypeDefinition<_toruslab_DeleteRequest, _toruslab_DeleteRequest__Output>
    DeleteResponse: MessageTypeDefinition<_toruslab_DeleteResponse, _toruslab_DeleteResponse__Output>
    FingersRequest: MessageTypeDefinition<_toruslab_FingersRequest, _toruslab_FingersRequest__Output>
    FingersResponse: MessageTypeDefinition<_toruslab_FingersResponse, _toruslab_FingersResponse__Output>
    Frame: MessageTypeDefinition<_toruslab_Frame, _toruslab_Frame__Output>
    Frames: MessageTypeDefinition<_toruslab_Frames, _toruslab_Frames__Output>
    GetRequest: MessageTypeDefinition<_toruslab_GetRequest, _toruslab_GetRequest__Output>
    GetResponse: MessageTypeDefinition<_toruslab_GetResponse, _toruslab_GetResponse__Output>
    HandoffBeginRequest: MessageTypeDefinition<_toruslab_HandoffBeginRequest, _toruslab_HandoffBeginRequest__Output>
    HandoffBeginResponse: MessageTypeDefinition<_toruslab_HandoffBeginResponse, _toruslab_HandoffBeginResponse__Output>
    HandoffCommitRequest: MessageTypeDefinition<_toruslab_HandoffCommitRequest, _toruslab_HandoffCommitRequest__Output>
    HandoffCommitResponse: MessageTypeDefinition<_toruslab_HandoffCommitResponse, _toruslab_HandoffCommitResponse__Output>
    HandoffConfirmRequest: MessageTypeDefinition<_toruslab_HandoffConfirmRequest, _toruslab_HandoffConfirmRequest__Output>
    HandoffConfirmResponse: MessageTypeDefinition<_toruslab_HandoffConfirmResponse, _toruslab_HandoffConfirmResponse__Output>
    HandoffForwardRequest: MessageTypeDefinition<_toruslab_HandoffForwardRequest, _toruslab_HandoffForwardRequest__Output>
    HandoffForwardResponse: MessageTypeDefinition<_toruslab_HandoffForwardResponse, _toruslab_HandoffForwardResponse__Output>
    HandoffOfferRequest: MessageTypeDefinition<_toruslab_HandoffOfferRequest, _toruslab_HandoffOfferRequest__Output>
    HandoffOfferResponse: MessageTypeDefinition<_toruslab_HandoffOfferResponse, _toruslab_HandoffOfferResponse__Output>
    Hello: MessageTypeDefinition<_toruslab_Hello, _toruslab_Hello__Output>
    LeavingRequest: MessageTypeDefinition<_toruslab_LeavingRequest, _toruslab_LeavingRequest__Output>
    LeavingResponse: MessageTypeDefinition<_toruslab_LeavingResponse, _toruslab_LeavingResponse__Output>
    LookupRequest: MessageTypeDefinition<_toruslab_LookupRequest, _toruslab_LookupRequest__Output>
    LookupResponse: MessageTypeDefinition<_toruslab_LookupResponse, _toruslab_LookupResponse__Output>
    Method: EnumTypeDefinition
    NeighboursRequest: MessageTypeDefinition<_toruslab_NeighboursRequest, _toruslab_NeighboursRequest__Output>
    NeighboursResponse: MessageTypeDefinition<_toruslab_NeighboursResponse, _toruslab_NeighboursResponse__Output>
    NodeRef: MessageTypeDefinition<_toruslab_NodeRef, _toruslab_NodeRef__Output>
    NotifyRequest: MessageTypeDefinition<_toruslab_NotifyRequest, _toruslab_NotifyRequest__Output>
    NotifyResponse: MessageTypeDefinition<_toruslab_NotifyResponse, _toruslab_NotifyResponse__Output>
    NudgeRequest: MessageTypeDefinition<_toruslab_NudgeRequest, _toruslab_NudgeRequest__Output>
    NudgeResponse: MessageTypeDefinition<_toruslab_NudgeResponse, _toruslab_NudgeResponse__Output>
    PingRequest: MessageTypeDefinition<_toruslab_PingRequest, _toruslab_PingRequest__Output>
    PingResponse: MessageTypeDefinition<_toruslab_PingResponse, _toruslab_PingResponse__Output>
    PullRequest: MessageTypeDefinition<_toruslab_PullRequest, _toruslab_PullRequest__Output>
    PutRequest: MessageTypeDefinition<_toruslab_PutRequest, _toruslab_PutRequest__Output>
    PutResponse: MessageTypeDefinition<_toruslab_PutResponse, _toruslab_PutResponse__Output>
    ReadRequest: MessageTypeDefinition<_toruslab_ReadRequest, _toruslab_ReadRequest__Output>
    RecordChunk: MessageTypeDefinition<_toruslab_RecordChunk, _toruslab_RecordChunk__Output>
    ResolveRequest: MessageTypeDefinition<_toruslab_ResolveRequest, _toruslab_ResolveRequest__Output>
    ResolveResponse: MessageTypeDefinition<_toruslab_ResolveResponse, _toruslab_ResolveResponse__Output>
    /**
     * What every node answers to everyone.
     */
    Ring: SubtypeConstructor<typeof grpc.Client, _toruslab_RingClient> & { service: _toruslab_RingDefinition }
    RouteCloser: MessageTypeDefinition<_toruslab_RouteCloser, _toruslab_RouteCloser__Output>
    RouteOwner: MessageTypeDefinition<_toruslab_RouteOwner, _toruslab_RouteOwner__Output>
    RouteRequest: MessageTypeDefinition<_toruslab_RouteRequest, _toruslab_RouteRequest__Output>
    RouteResponse: MessageTypeDefinition<_toruslab_RouteResponse, _toruslab_RouteResponse__Output>
    Storage: SubtypeConstructor<typeof grpc.Client, _toruslab_StorageClient> & { service: _toruslab_StorageDefinition }
    StoredRecord: MessageTypeDefinition<_toruslab_StoredRecord, _toruslab_StoredRecord__Output>
    Version: MessageTypeDefinition<_toruslab_Version, _toruslab_Version__Output>
    WriteRequest: MessageTypeDefinition<_toruslab_WriteRequest, _toruslab_WriteRequest__Output>
  }
}

