import { MemberInfo, ClusterInfo, EndPoint } from '@eventstore/db-client/generated/gossip_pb.js';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';

/** What the server says of itself. */
export interface ServerFeatures {
  readonly version: string;
  /** False: appends come one call each, as from a client of an older server. */
  readonly batchAppend: boolean;
}

const streams = 'event_store.client.streams.streams';

/** Names are in lower case, as the real server writes them. */
export function supportedMethods({ version, batchAppend }: ServerFeatures): SupportedMethods {
  const method = (name: string, features: string[]): SupportedMethod =>
    new SupportedMethod().setServiceName(streams).setMethodName(name).setFeaturesList(features);
  const methods = [
    method('read', ['position', 'events']),
    method('append', []),
    method('delete', []),
    method('tombstone', []),
    ...(batchAppend ? [method('batchappend', ['deadline_duration'])] : []),
  ];
  return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
}

/** A node as gossip shows it. */
export interface Member {
  readonly host: string;
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'read-only-replica';
  readonly isAlive: boolean;
}

const states = {
  leader: MemberInfo.VNodeState.LEADER,
  follower: MemberInfo.VNodeState.FOLLOWER,
  'read-only-replica': MemberInfo.VNodeState.READONLYREPLICA,
};

/** The cluster, as one of its nodes tells it. */
export function clusterInfo(members: readonly Member[]): ClusterInfo {
  const list = members.map(({ host, port, state, isAlive }, index) =>
    new MemberInfo()
      .setInstanceId(new UUID().setString(`00000000-0000-0000-0000-${String(index + 1).padStart(12, '0')}`))
      .setTimeStamp(String(Date.now()))
      .setState(states[state])
      .setIsAlive(isAlive)
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
  );
  return new ClusterInfo().setMembersList(list);
}
