import type { Messages } from '../en/catalogue';
import alerts from './alerts.json';
import api from './api.json';
import audit from './audit.json';
import brokerMetrics from './broker-metrics.json';
import brokerParts from './broker-parts.json';
import brokers from './brokers.json';
import changes from './changes.json';
import charts from './charts.json';
import clusters from './clusters.json';
import events from './events.json';
import groupOperations from './group-operations.json';
import groupTypes from './group-types.json';
import groups from './groups.json';
import lag from './lag.json';
import metadata from './metadata.json';
import objectives from './objectives.json';
import operations from './operations.json';
import overview from './overview.json';
import reassignments from './reassignments.json';
import rebalances from './rebalances.json';
import shell from './shell.json';
import signIn from './sign-in.json';
import terms from './terms.json';
import topics from './topics.json';
import topology from './topology.json';
import traffic from './traffic.json';
import ui from './ui.json';

/** Everything the screens say in Simplified Chinese: the same keys as in English, or it does not compile. */
export const catalogue: Messages = {
  ...api,
  alerts,
  audit,
  brokerMetrics,
  brokerParts,
  brokers,
  changes,
  charts,
  clusters,
  events,
  groupTypes,
  groupOperations,
  groups,
  lag,
  metadata,
  objectives,
  operations,
  overview,
  reassignments,
  rebalances,
  shell,
  signIn,
  terms,
  topics,
  topology,
  traffic,
  ui,
};
