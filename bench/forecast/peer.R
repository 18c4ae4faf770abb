# Forecasts every series of a file with thetaf or ets of the R package forecast.
# Rscript peer.R FILE METHOD [PERIOD [LIMIT]]: one line a series on standard
# output: id, then the means, the lower and the upper ends at 95 %, each parted by
# blanks; the CPU seconds that the method took go to standard error.
suppressMessages(library(forecast))
args <- commandArgs(TRUE)
rows <- read.csv(args[1], colClasses = "character")
if (length(args) > 2 && args[3] != "all") rows <- rows[rows$period == args[3], ]
if (length(args) > 3) rows <- head(rows, as.integer(args[4]))
spent <- 0
for (i in seq_len(nrow(rows))) {
  r <- rows[i, ]
  y <- ts(as.numeric(strsplit(r$train, " ")[[1]]), frequency = as.integer(r$frequency))
  h <- as.integer(r$h)
  before <- proc.time()
  f <- if (args[2] == "thetaf") thetaf(y, h = h, level = 95) else forecast(ets(y), h = h, level = 95)
  spent <- spent + sum((proc.time() - before)[1:2])
  cat(sprintf("%s,%s,%s,%s\n", r$id, paste(format(f$mean, digits = 15, trim = TRUE), collapse = " "),
    paste(format(as.numeric(f$lower), digits = 15, trim = TRUE), collapse = " "),
    paste(format(as.numeric(f$upper), digits = 15, trim = TRUE), collapse = " ")))
}
cat(sprintf("%d series in %.3f CPU seconds\n", nrow(rows), spent), file = stderr())
