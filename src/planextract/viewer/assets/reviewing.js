// What a person decides about values, where the page comes from `planextract review`; elsewhere nothing of this is shown.

function reviewTools() {
  return [];
}

function reviewText() {
  return [];
}

function reviewMissing() {
  return [];
}

function reviewCard() {
  return [];
}

function startReview() {}
