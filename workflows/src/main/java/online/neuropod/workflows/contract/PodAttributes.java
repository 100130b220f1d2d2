package online.neuropod.workflows.contract;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * Search attributes, all of type Keyword, by which an operator finds workflows. Registered before
 * the first start.
 */
public final class PodAttributes {
  /** Id of the pod. */
  public static final SearchAttributeKey<String> POD_ID = SearchAttributeKey.forKeyword("PodId");

  /** Id of the pod's owner. */
  public static final SearchAttributeKey<String> OWNER_ID =
      SearchAttributeKey.forKeyword("OwnerId");

  /** The pod's status, as far as the workflow has brought it. */
  public static final SearchAttributeKey<String> POD_STATUS =
      SearchAttributeKey.forKeyword("PodStatus");

  private PodAttributes() {}

  /** All names. */
  public static List<String> names() {
    return List.of(POD_ID.getName(), OWNER_ID.getName(), POD_STATUS.getName());
  }
}
