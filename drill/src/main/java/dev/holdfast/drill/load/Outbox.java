package dev.holdfast.drill.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What one device holds: an item leaves only when the server's answer names it. Safe for threads.
final class Outbox {
  /// Under the server's limit of 1 MB a body.
  private static final int BATCH_CHARS_MAX = 400_000;

  private final UUID device;
  private final TreeMap<Long, Item> held = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private long issued;
  private long dead;

  Outbox(UUID device) {
    this.device = device;
  }

  UUID device() {
    return device;
  }

  /// The number the next item must carry.
  long nextSeq() {
    lock.lock();
    try {
      return issued + 1;
    } finally {
      lock.unlock();
    }
  }

  void accept(Item item) {
    lock.lock();
    try {
      issued = item.seq();
      held.put(item.seq(), item);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The oldest items, at most so many; empty when none came within the wait.
  List<Item> oldest(int itemsMax, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (held.isEmpty() && left > 0) {
        left = filled.awaitNanos(left);
      }
      List<Item> batch = new ArrayList<>();
      int chars = 0;
      for (Item item : held.values()) {
        chars += item.json().length();
        if (batch.size() == itemsMax || (chars > BATCH_CHARS_MAX && !batch.isEmpty())) {
          break;
        }
        batch.add(item);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// The item is the server's now.
  void acknowledged(Item item) {
    lock.lock();
    try {
      held.remove(item.seq());
    } finally {
      lock.unlock();
    }
  }

  /// The item can never be taken: into the local dead letter, which is declared.
  void dead(Item item) {
    lock.lock();
    try {
      held.remove(item.seq());
      dead++;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  /// The head of a request: what this outbox says of itself, honestly, up to the events.
  String declaration() {
    lock.lock();
    try {
      long oldest = held.isEmpty() ? issued + 1 : held.firstKey();
      return """
      {"device":"%s","epoch":1,"issued":%d,"oldest":%d,"backlog":%d,"dead":%d,"evicted":[],\
      "events":[\
      """
          .formatted(device, issued, oldest, held.size(), dead);
    } finally {
      lock.unlock();
    }
  }
}
