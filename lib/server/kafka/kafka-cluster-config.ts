/** How to reach one Kafka cluster. Secrets stay in memory: nothing here is logged or put into an error message. */
export interface KafkaClusterConfig {
  /** `host:port` of one or more brokers; dead ones are passed over. IPv6 hosts stand in brackets. */
  readonly bootstrapServers: readonly string[];
  /** Client id that the brokers see in quotas and request logs; default `highwater`. */
  readonly clientId?: string;
  /** Set for SSL and SASL_SSL listeners; absent or null means plaintext. */
  readonly tls?: KafkaTlsConfig | null;
  /** Set for SASL listeners; absent or null means no SASL. */
  readonly sasl?: KafkaSaslConfig | null;
  /** Refuses every API that changes the cluster, below all roles; default false. */
  readonly readOnly?: boolean;
  /** TCP and TLS set-up of one connection; default 3,000. */
  readonly connectTimeoutMs?: number;
  /** From the call to its decoded answer, waiting and connecting included; default 5,000. */
  readonly requestTimeoutMs?: number;
  /** Failures in a row (time-outs, connection errors) that open a broker's circuit; default 2. */
  readonly circuitFailureCount?: number;
  /** SASL sessions are renewed this long before they end; lowered by itself for short sessions. Default 10,000. */
  readonly reauthenticationThresholdMs?: number;
}

/** PEM texts, as they stand in the files. */
export interface KafkaTlsConfig {
  /** Certificate authorities to trust instead of the system's. */
  readonly caPem?: string;
  /** Client certificate and key for mTLS. */
  readonly certificatePem?: string;
  readonly privateKeyPem?: string;
  readonly privateKeyPassphrase?: string;
  /** Name to expect in the broker's certificate instead of its host. */
  readonly serverName?: string;
  /** False skips the host name check (like an empty `ssl.endpoint.identification.algorithm`), never the trust check. Default true. */
  readonly verifyHostName?: boolean;
}

/** SASL mechanism and its credentials. */
export type KafkaSaslConfig =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly mechanism: 'OAUTHBEARER';
      /** A static token, or a function called at each sign-in (it caches and renews by itself). */
      readonly token: string | (() => Promise<string>);
    };
