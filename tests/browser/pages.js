// Every page of the app, once: the accessibility test and the screenshots walk this list.
import { people } from "./harness/people.js";

/** `as` is who looks at it; without it, nobody is signed in. */
export const pages = [
  { name: "sign-in", url: "/sign-in" },
  { name: "forgot-password", url: "/forgot-password" },
  { name: "welcome-expired", url: "/welcome#no-such-link" },
  { name: "reset-password-expired", url: "/reset-password#no-such-link" },
  { name: "home", url: "/", as: people.mika },
  { name: "programme", url: "/programme", as: people.mika },
  { name: "programme-silver", url: "/programme", as: people.jonas },
  { name: "programme-rules", url: "/programme/rules", as: people.mika },
  { name: "movements", url: "/movements", as: people.mika },
  { name: "movements-mine", url: "/movements?wallet=mine", as: people.jonas },
  { name: "movement-missing", url: "/movements/none", as: people.mika },
  { name: "kb", url: "/kb", as: people.mika },
  { name: "kb-category", url: "/kb/start", as: people.mika },
  { name: "kb-article", url: "/kb/programme/what-tiers-mean", as: people.mika },
  { name: "kb-search", url: "/kb/search?q=points", as: people.mika },
  { name: "kb-bookmarks", url: "/kb/bookmarks", as: people.mika },
  { name: "kb-new", url: "/kb/new", as: people.mika },
  { name: "company", url: "/company", as: people.mika },
  { name: "company-history", url: "/company/history", as: people.mika },
  { name: "company-programme", url: "/company/programme", as: people.mika },
  { name: "report", url: "/company/report", as: people.mika },
  { name: "benefits", url: "/benefits", as: people.mika },
  { name: "rewards", url: "/rewards", as: people.mika },
  { name: "redemptions", url: "/rewards/redemptions", as: people.mika },
  { name: "redemptions-company", url: "/rewards/redemptions?of=company", as: people.mika },
  { name: "spending", url: "/company/spending", as: people.mika },
  { name: "spending-for-a-member", url: "/company/spending", as: people.takeover },
  { name: "badges", url: "/team/badges", as: people.mika },
  { name: "challenges", url: "/team/challenges", as: people.mika },
  { name: "challenges-none", url: "/team/challenges", as: people.jonas },
  { name: "team", url: "/team", as: people.mika },
  { name: "team-year", url: "/team?window=year", as: people.takeover },
  { name: "team-missing", url: "/team?window=2199", as: people.mika },
  { name: "board-settings", url: "/company/board", as: people.mika },
  { name: "board-settings-for-a-member", url: "/company/board", as: people.takeover },
  { name: "profile", url: "/profile", as: people.mika },
  { name: "feedback", url: "/feedback", as: people.mika },
  { name: "staff-at-home", url: "/", as: people.operator },
  { name: "not-found", url: "/no/such/page", as: people.mika },
];

/** The console of the vendor's staff; console.spec.js tests it, here it is for pictures. */
export const consolePages = [
  { name: "console", url: "/console", as: people.operator },
  { name: "console-gaps", url: "/console/gaps", as: people.operator },
  { name: "console-preview", url: "/console/preview", as: people.operator },
  { name: "console-questions", url: "/console/questions", as: people.operator },
  { name: "console-companies", url: "/console/companies", as: people.operator },
  { name: "console-adjustments", url: "/console/adjustments", as: people.operator },
  { name: "console-offers", url: "/console/offers", as: people.operator },
  { name: "console-keys", url: "/console/keys", as: people.operator },
  { name: "console-follow-ups", url: "/console/follow-ups", as: people.operator },
  { name: "console-rewards", url: "/console/rewards", as: people.operator },
  { name: "console-outbox", url: "/console/outbox", as: people.operator },
];

export const themes = ["light", "dark"];
export const locales = ["en", "ja", "zh-Hant"];
export const widths = [360, 768, 1280];
