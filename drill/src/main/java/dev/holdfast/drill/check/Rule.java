package dev.holdfast.drill.check;

/// What a run can break, and how bad that is.
public enum Rule {
  LOST("lost", "acknowledged, and nowhere to be found", Verdict.RED),
  STUCK("stuck", "acknowledged, still in the journal when patience ended", Verdict.RED),
  DUPLICATED("duplicated", "recorded more than once", Verdict.RED),
  INVENTED("invented", "recorded, though never sent or refused", Verdict.RED),
  ALTERED("altered", "kept with other bytes than were sent", Verdict.RED),
  MISPARKED("misparked", "a good item quarantined, or a poisoned one recorded", Verdict.RED),
  BOOKS("books", "the server's books do not balance, or not with what is there", Verdict.RED),
  BREACH("breach", "an answer that the contract forbids", Verdict.RED),
  SILENT("silent", "the run proves nothing: too little was acknowledged", Verdict.RED),
  UNSERVED("unserved", "turned away although only the database was gone", Verdict.RED),
  UNSENT("unsent", "still at the sender when patience ended", Verdict.ORANGE),
  SLOW("slow", "later than promised", Verdict.ORANGE);

  private final String word;
  private final String meaning;
  private final Verdict verdict;

  Rule(String word, String meaning, Verdict verdict) {
    this.word = word;
    this.meaning = meaning;
    this.verdict = verdict;
  }

  public String word() {
    return word;
  }

  public String meaning() {
    return meaning;
  }

  public Verdict verdict() {
    return verdict;
  }
}
