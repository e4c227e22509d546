// The demo's people that tests sign in as. The server's demo is their only source: change them there first.
export const PASSWORD = "kizuna-demo-2026";

export const people = {
  /** Account admin of the Japanese customer, the gold one. */
  mika: { name: "Mika Tanaka", email: "mika.tanaka@hoshino.example", locale: "ja" },
  /** Account admin of the German customer, reading English. */
  jonas: { name: "Jonas Weber", email: "jonas.weber@nordlicht.example", locale: "en" },
};
