# What a contributor does. `make` alone lists it.
PARTNERS ?= ../shared/partners
MVN ?= mvn

.DEFAULT_GOAL := help
.PHONY: help run test java-test web-check mutation images e2e fuzz bench bench-billing bench-feed bench-api chaos-money screenshots openapi configuration format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build what is missing and run everything on http://localhost:3000
	./neuropod

test: ## everything that needs no real server: formatting, lint, unit and integration tests, web
	$(MVN) -B verify

java-test: ## the same without web/
	$(MVN) -B verify -Dskip.web

web-check: ## lint, types and tests of web/
	node build/web.mjs check

mutation: ## break domain and wallet in every small way, one at a time: fails where tests notice fewer than 90 % of it
	$(MVN) -B -Pmutation -pl domain,store process-test-classes

images: ## container images as api/target/neuropod-api-image.tar and worker/target/neuropod-worker-image.tar
	$(MVN) -B -Pimages -DskipTests -pl api,worker -am package

e2e: ## end-to-end tests against real servers (PARTNERS=directory); needs the jars of `make test`
	$(PARTNERS)/up
	eval "$$($(PARTNERS)/env)" && NEUROPOD_PARTNERS=$(abspath $(PARTNERS)) $(MVN) -B -Pe2e -pl domain,cluster,e2e verify

fuzz: ## requests made from the description of the API, by the hour (LENGTH=short: four minutes; SEED=n: the same again)
	e2e/fuzz/run $(or $(LENGTH),long)

bench: ## times of deploy and stop against real servers, beside raw Kubernetes
	$(PARTNERS)/up
	eval "$$($(PARTNERS)/env)" && NEUROPOD_PARTNERS=$(abspath $(PARTNERS)) $(MVN) -B -Pe2e -pl e2e verify -Dit.test=DeployBench

bench-billing: ## 10,000 open bills on one worker, and charges a second (SIZE='-Dbench.sessions=200 -Dbench.tick=PT20S -Dbench.fast.sessions=50')
	$(PARTNERS)/up temporal
	eval "$$($(PARTNERS)/env)" && NEUROPOD_PARTNERS=$(abspath $(PARTNERS)) $(MVN) -B -Pe2e -pl e2e verify -Dit.test=BillingBench $(SIZE)

bench-feed: ## 2,000 sockets: times from a change of a pod to each of them (SIZE='-Dbench.sockets=200 -Dbench.changes=20 -Dbench.seconds=10')
	$(MVN) -B -Pe2e -Dexec.skip -pl e2e verify -Dit.test=FeedBench $(SIZE)

bench-api: ## requests for 1,000 pods, beside a bare Spring server (SIZE='-Dbench.people=20 -Dbench.rounds=1 -Dbench.round.seconds=3')
	$(MVN) -B -Pe2e -Dexec.skip -pl e2e verify -Dit.test=ApiBench $(SIZE)

chaos-money: ## kill all kinds of processes for ten minutes, then count every cent (SIZE='-Dchaos.seconds=180 -Dchaos.seed=7')
	$(PARTNERS)/up temporal
	eval "$$($(PARTNERS)/env)" && NEUROPOD_PARTNERS=$(abspath $(PARTNERS)) $(MVN) -B -Pe2e -pl e2e verify -Dit.test=MoneyChaos $(SIZE)

screenshots: ## take the pictures of docs/images anew, against real servers; needs the jars of `make test`
	$(PARTNERS)/up
	eval "$$($(PARTNERS)/env)" && NEUROPOD_PARTNERS=$(abspath $(PARTNERS)) $(MVN) -B -Pe2e -pl e2e verify -Dit.test=Screenshots

openapi: ## write what is made from the code: api/openapi.json, new requests in api/http, the failures in docs/api.md, the types of web/
	$(MVN) -q -Dskip.web -pl api -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.write=true
	cd web && npm run generate

configuration: ## write docs/configuration.md from the settings of the code
	$(MVN) -q -Dskip.web -pl standalone -am test -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.write=true

format: ## format all Java and web sources
	$(MVN) -q -N verify -Dformat.mode=write
	if [ -f web/package.json ]; then cd web && npm run format; fi

clean: ## forget what was built; keeps data/
	$(MVN) -q clean
	rm -rf web/dist
