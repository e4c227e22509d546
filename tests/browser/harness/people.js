// The demo's people that tests sign in as. The server's demo is their only source: change them there first.
//
// Journeys that change a person use one whom no other journey looks at.
export const PASSWORD = "kizuna-demo-2026";

export const people = {
  /** Account admin of the Japanese customer. */
  mika: { name: "Mika Tanaka", email: "mika.tanaka@hoshino.example" },
  /** Account admin of the German customer, reading English. */
  jonas: { name: "Jonas Weber", email: "jonas.weber@nordlicht.example" },
  /** Changes the own name. */
  renamed: { name: "Lena Fischer", email: "lena.fischer@nordlicht.example" },
  /** Changes language and theme. */
  polyglot: { name: "Grace Bennett", email: "grace.bennett@brightwell.example" },
  /** Forgets the password. */
  forgetful: { name: "Daniel Osei", email: "daniel.osei@brightwell.example" },
  /** Votes on articles, keeps some, asks. */
  reader: { name: "Priya Raman", email: "priya.raman@brightwell.example" },
  /** Ask for rewards, and decides on them. */
  asker: { name: "Mia Schneider", email: "mia.schneider@nordlicht.example" },
  borrower: { name: "Felix Hoffmann", email: "felix.hoffmann@nordlicht.example" },
  lender: { name: "Emma Becker", email: "emma.becker@nordlicht.example" },
  grace: { name: "Grace Bennett", email: "grace.bennett@brightwell.example" },
  approver: { name: "Katrin Brandt", email: "katrin.brandt@nordlicht.example" },
  /** Account admin of the Taiwanese customer; sets the spending limits. */
  limiter: { name: "林志明", email: "zhiming.lin@chengyang.example" },
  /** Has voted on an article before it is opened. */
  takeover: { name: "Hannah Koch", email: "hannah.koch@nordlicht.example" },
  /** Account admin of the Japanese customer; begins a challenge and takes part. */
  starter: { name: "星野 健太", email: "kenta.hoshino@hoshino.example" },
  /** Looks at badges and challenges in every language. */
  player: { name: "山本 さくら", email: "sakura.yamamoto@hoshino.example" },
  /** Earn points on the board of their company while they look at it. */
  climber: { name: "Hannah Kim", email: "hannah.kim@brightwell.example" },
  rival: { name: "Marcus Hale", email: "marcus.hale@brightwell.example" },
  /** Hides on the board, and who looks at it meanwhile. */
  hider: { name: "Clara Wolf", email: "clara.wolf@nordlicht.example" },
  observer: { name: "Paul Wagner", email: "paul.wagner@nordlicht.example" },
  /** Has no time for questions. */
  busy: { name: "Paul Wagner", email: "paul.wagner@nordlicht.example" },
  /** Says what went wrong, and hears what came of it. */
  critic: { name: "Marcus Hale", email: "marcus.hale@brightwell.example" },
  /** Of the vendor. */
  operator: { email: "operator@kizuna.example" },
  /** Of the vendor, looks after companies. */
  success: { email: "success@kizuna.example" },
  /** Of the vendor, with no more rights than a writer needs. */
  writer: { email: "writer@kizuna.example" },
};
