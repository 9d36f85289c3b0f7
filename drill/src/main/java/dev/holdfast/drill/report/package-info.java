/// Shows a round: the table on the console and the page with its timelines.
@NullMarked
package dev.holdfast.drill.report;

import org.jspecify.annotations.NullMarked;
