# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ARG VERSION=""
ARG COMMIT=none
ARG DATE=nowish
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/bin ./bin
COPY --from=build --chown=node:node /app/config ./config
RUN npm pkg set "build.commit=$COMMIT" "build.date=$DATE" && { [ -z "$VERSION" ] || npm pkg set "version=${VERSION#v}"; } \
  && mkdir -p logs && chown node:node logs
USER node
EXPOSE 40114
# The program itself is process 1: it takes the signals and drains.
ENTRYPOINT ["node", "/app/bin/olla"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "/app/bin/olla", "healthcheck"]
