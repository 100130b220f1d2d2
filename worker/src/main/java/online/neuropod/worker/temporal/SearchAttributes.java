package online.neuropod.worker.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import online.neuropod.workflows.contract.PodAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers what workflows are found by, in a namespace that does not know it yet. */
final class SearchAttributes {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributes.class);
  private static final Set<Status.Code> NOT_OURS =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.ALREADY_EXISTS);
  private static final long SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final String namespace;

  SearchAttributes(WorkflowServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.namespace = namespace;
  }

  /**
   * Registers those that are missing. Where this process may not, an operator has to: that is
   * logged.
   *
   * @throws StatusRuntimeException if Temporal does not answer
   */
  void ensure() {
    var missing = new ArrayList<>(PodAttributes.names());
    try {
      missing.removeAll(known());
      if (!missing.isEmpty()) {
        add(missing);
        LOG.info("registered the search attributes {} in namespace {}", missing, namespace);
      }
    } catch (StatusRuntimeException refusal) {
      if (refusal.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // The embedded server; it is started with them.
        return;
      }
      if (!NOT_OURS.contains(refusal.getStatus().getCode())) {
        throw refusal;
      }
      LOG.warn(
          "could not register search attributes in namespace {}: {}. If workflows do not start,"
              + " register {} as Keyword",
          namespace,
          refusal.getStatus(),
          missing);
    }
  }

  private Set<String> known() {
    return service()
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
        .getCustomAttributesMap()
        .keySet();
  }

  private void add(List<String> names) {
    var request = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    names.forEach(
        name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    service().addSearchAttributes(request.build());
  }

  private OperatorServiceGrpc.OperatorServiceBlockingStub service() {
    return OperatorServiceGrpc.newBlockingStub(stubs.getRawChannel())
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }
}
