# The program in an image of its own: one static binary, no shell, no package
# manager, not root. Nothing builds this file in the tests, because they do
# not need a container engine; after changing it, build it once by hand:
#
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t fairlead .
#   docker run -p 8080:8080 -v fairlead:/data fairlead

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /out/fairlead ./cmd/fairlead
# An empty image has no directory for data or for temporary files.
RUN mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
ENV ZONEINFO=/zoneinfo.zip FAIRLEAD_ADDR=:8080 FAIRLEAD_DATA=/data
COPY --from=build --chown=65532:65532 /out/ /
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/fairlead", "health"]
ENTRYPOINT ["/fairlead"]
CMD ["serve"]
