package online.neuropod.store.pods;

import static online.neuropod.store.pods.SamplePods.T0;
import static online.neuropod.store.pods.SamplePods.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotaTest {
  /**
   * Two creates at once look at the same pods, or one looks later. What they may take together must
   * never be more than the quota has left.
   */
  @Property
  void whoLookedEarlierMayTakeNoPlaceThatTheQuotaDoesNotHave(
      @ForAll @Size(max = 8) Set<@IntRange(min = 1, max = 9) Integer> taken,
      @ForAll @IntRange(max = 3) int withoutPlace,
      @ForAll @IntRange(min = 1, max = 8) int max) {
    var places = new TreeSet<String>();
    taken.forEach(place -> places.add("o/" + place));
    int pods = taken.size() + withoutPlace;

    // Every later look starts from what an earlier one took, so these are all places on offer.
    var offered = new TreeSet<String>();
    Optional<String> slot = quota(places, withoutPlace).freeSlot(max);
    while (slot.isPresent()) {
      offered.add(slot.get());
      places.add(slot.get());
      slot = quota(places, withoutPlace).freeSlot(max);
    }

    assertThat(offered)
        .hasSize(Math.max(0, max - pods))
        .noneMatch(place -> taken.contains(Integer.valueOf(place.substring(2))));
  }

  private static Quota quota(Set<String> places, int withoutPlace) {
    List<PodDocument> pods = new ArrayList<>();
    places.forEach(place -> pods.add(PodDocument.of(accepted("p", "n", "o", T0), place)));
    for (int i = 0; i < withoutPlace; i++) {
      pods.add(PodDocument.of(accepted("p", "n", "o", T0), null));
    }
    return new Quota("o", pods);
  }
}
