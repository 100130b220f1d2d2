package online.neuropod.workflows.world;

import java.util.ArrayList;
import java.util.List;
import online.neuropod.workflows.contract.AccountActivities;
import online.neuropod.workflows.contract.DeletionInput;

/** A person whose pods, bills and namespace need some looks until they are gone. */
public final class FakeAccounts implements AccountActivities {
  private final List<String> calls = new ArrayList<>();
  private int podLooks;
  private int walletLooks;
  private int clusterLooks;
  private int latePods;
  private int failures;

  /**
   * How many looks it takes until the pods are gone, the wallet is closed and the cluster empty.
   */
  public synchronized void looks(int pods, int wallet, int cluster) {
    podLooks = pods;
    walletLooks = wallet;
    clusterLooks = cluster;
  }

  /** So many times, a pod has come up again when all seems to be done. */
  public synchronized void latePods(int times) {
    latePods = times;
  }

  /** The cluster does not answer so many times. */
  public synchronized void failures(int times) {
    failures = times;
  }

  /** What was done, in order, a look that had to be repeated once. */
  public synchronized List<String> calls() {
    var without = new ArrayList<String>();
    for (String call : calls) {
      if (without.isEmpty() || !without.getLast().equals(call)) {
        without.add(call);
      }
    }
    return without;
  }

  /** How often this was done. */
  public synchronized long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  @Override
  public synchronized void closeEntry(DeletionInput deletion) {
    calls.add("closeEntry");
  }

  @Override
  public synchronized int removePods(DeletionInput deletion) {
    calls.add("removePods");
    return podLooks == 0 ? 0 : podLooks--;
  }

  @Override
  public synchronized boolean closeWallet(DeletionInput deletion) {
    calls.add("closeWallet");
    return walletLooks-- <= 0;
  }

  @Override
  public synchronized boolean removeNamespace(DeletionInput deletion) {
    calls.add("removeNamespace");
    fail();
    return clusterLooks-- <= 0;
  }

  @Override
  public synchronized boolean erase(DeletionInput deletion) {
    calls.add("erase");
    return latePods-- <= 0;
  }

  @Override
  public synchronized boolean removeVolume(DeletionInput deletion) {
    calls.add("removeVolume");
    fail();
    return clusterLooks-- <= 0;
  }

  private void fail() {
    if (failures-- > 0) {
      throw new IllegalStateException("the cluster does not answer");
    }
  }
}
