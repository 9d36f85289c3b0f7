package dev.holdfast.drill.load;

/// How the outboxes behave.
///
/// @param perSecond events made each second, whatever the server does
/// @param batchers devices that send what they hold a few times a second
/// @param singles devices that send each event on its own, a tenth of the rate in all
/// @param batchMax items in one request
/// @param cutShare share of requests whose connection is cut by the sender
/// @param poisonShare share of events that the ledger is going to refuse
/// @param padBytes how much each event is fattened
public record LoadPlan(
    double perSecond,
    int batchers,
    int singles,
    int batchMax,
    double cutShare,
    double poisonShare,
    int padBytes) {
  public static LoadPlan standard(double perSecond) {
    return new LoadPlan(perSecond, 8, 4, 200, 0.01, 0, 120);
  }

  public LoadPlan withPoison(double share) {
    return new LoadPlan(perSecond, batchers, singles, batchMax, cutShare, share, padBytes);
  }

  public LoadPlan withPad(int bytes) {
    return new LoadPlan(perSecond, batchers, singles, batchMax, cutShare, poisonShare, bytes);
  }

  public LoadPlan withRate(double rate) {
    return new LoadPlan(rate, batchers, singles, batchMax, cutShare, poisonShare, padBytes);
  }

  public LoadPlan withCuts(double share) {
    return new LoadPlan(perSecond, batchers, singles, batchMax, share, poisonShare, padBytes);
  }
}
