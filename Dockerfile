# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

# The demo's producers and groups, for `docker compose --profile traffic up`.
FROM maven:3.9-eclipse-temurin-17 AS traffic-build
WORKDIR /demo
COPY demo/pom.xml ./
COPY demo/src ./src
RUN mvn -q -B -ntp compile

FROM eclipse-temurin:17-jre AS traffic
COPY --from=traffic-build /demo/target/classes /demo/classes
COPY --from=traffic-build /demo/target/lib /demo/lib
USER 65534:65534
ENTRYPOINT ["java", "-Xmx256m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-cp", "/demo/classes:/demo/lib/*", "highwater.demo.traffic.Traffic"]

FROM node:24-bookworm-slim AS highwater
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Highwater" \
      org.opencontainers.image.description="Web console that manages and watches Apache Kafka clusters" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HIGHWATER_HOST=0.0.0.0 \
    HIGHWATER_DATA_DIR=/var/lib/highwater
WORKDIR /app
RUN install -d -o node -g node /var/lib/highwater
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.next/standalone ./.next/standalone
COPY --from=build /app/dist ./dist
COPY --from=build /app/prisma ./prisma
USER node
# The only folder that is written to: the rest of the file system may be read-only.
VOLUME /var/lib/highwater
EXPOSE 9000
STOPSIGNAL SIGTERM
# Asks the web; a collector of its own has none, and its container switches this off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 9000}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# A command names the role: web, collector, all; or `config check`, `migrate`, `verify-audit`.
ENTRYPOINT ["node", "dist/highwater.mjs"]
CMD ["all"]
