/** How large a simulated cluster is. Partitions are spread evenly over the topics, leaders and coordinators over the brokers. */
export interface ClusterShape {
  readonly brokers: number;
  readonly topics: number;
  readonly partitions: number;
  readonly groups: number;
  /** Committed positions of each group, in partitions that follow each other. */
  readonly positionsOfGroup: number;
  /** Wait before each answer, as a network would; 0 answers at once. */
  readonly delayMs: number;
}

/** The cluster at which other consoles freeze. */
export const LARGE_SHAPE: ClusterShape = {
  brokers: 30,
  topics: 9_000,
  partitions: 39_000,
  groups: 2_200,
  positionsOfGroup: 50,
  delayMs: 0,
};

/** What the simulator tells its parent once it listens. */
export interface SimulatorReady {
  readonly bootstrapServers: string;
  readonly memoryMb: number;
}

export const topicName = (topic: number) => `sim-topic-${String(topic).padStart(5, '0')}`;
export const groupId = (group: number) => `sim-group-${String(group).padStart(5, '0')}`;
/** Every broker has an address of its own on the loopback interface; all share one port. */
export const brokerHost = (broker: number) => `127.1.${broker >> 8}.${broker & 255}`;
export const brokerOfHost = (host: string) => {
  const [, , high = '0', low = '0'] = host.split('.');
  return Number(high) * 256 + Number(low);
};
