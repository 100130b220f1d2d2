package online.neuropod.workflows.world;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which activities are called, and lets things happen at exact moments: at a call of an
 * activity, or between a workflow's last look and the command that ends its run.
 */
public final class Journal extends WorkerInterceptorBase {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Deque<Runnable>> plans = new HashMap<>();

  /** The calls so far, attempts that fail included. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The calls since the last {@link #mark} of this name. */
  public synchronized List<String> since(String mark) {
    return List.copyOf(calls.subList(calls.lastIndexOf(mark) + 1, calls.size()));
  }

  /** Writes down that something else happened. */
  public synchronized void mark(String event) {
    calls.add(event);
  }

  /** How often an activity was called. */
  public synchronized long count(String activity) {
    return calls.stream().filter(activity::equals).count();
  }

  /**
   * At the next call of {@code activity}, before its work; each event waits for a call of its own.
   */
  public synchronized void at(String activity, Runnable event) {
    plans.computeIfAbsent(activity, _ -> new ArrayDeque<>()).add(event);
  }

  /** As {@link #at}, at the {@code nth} call from now on. */
  public void atNth(int nth, String activity, Runnable event) {
    for (int earlier = 1; earlier < nth; earlier++) {
      at(activity, () -> {});
    }
    at(activity, event);
  }

  /** Once, when a workflow of this type has decided to end its run. */
  public void atEndOf(String workflowType, Runnable event) {
    at(ending(workflowType), event);
  }

  /** Events that have not come to pass. */
  public synchronized List<String> unmet() {
    return plans.entrySet().stream()
        .filter(plan -> !plan.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String ending(String workflowType) {
    return "end of " + workflowType;
  }

  private void happen(String moment) {
    next(moment).ifPresent(Runnable::run);
  }

  private synchronized Optional<Runnable> next(String moment) {
    return Optional.ofNullable(plans.get(moment)).map(Deque::poll);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private String type = "";

      @Override
      public void init(ActivityExecutionContext context) {
        type = context.getInfo().getActivityType();
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        mark(type);
        happen(type);
        return super.execute(input);
      }
    };
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new EndsByContinuing(outbound));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        try {
          WorkflowOutput output = super.execute(input);
          ended();
          return output;
        } catch (RuntimeException failure) {
          ended();
          throw failure;
        }
      }
    };
  }

  private void ended() {
    if (!WorkflowUnsafe.isReplaying()) {
      String type = Workflow.getInfo().getWorkflowType();
      // Temporal's clients refuse to be called by a workflow's own thread.
      CompletableFuture.runAsync(() -> happen(ending(type))).join();
    }
  }

  private final class EndsByContinuing extends WorkflowOutboundCallsInterceptorBase {
    EndsByContinuing(@Nullable WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      ended();
      super.continueAsNew(input);
    }
  }
}
