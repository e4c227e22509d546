// Mails that the portal wrote. Tests configure no mail server, so they stay in the outbox, where an operator reads them.
import { expect, request } from "@playwright/test";
import { PASSWORD, people } from "./people.js";

/** The address on this site that the newest mail to `email` holds, such as `/welcome#…`. */
export async function linkMailedTo(email, origin) {
  const operator = await request.newContext({ baseURL: origin });
  await operator.post("/api/v1/session", { data: { email: people.operator.email, password: PASSWORD } });
  let link;
  // Reset mails are written by a job, a moment after the page has answered.
  await expect(async () => {
    const answer = await operator.get("/api/v1/outbox?limit=50");
    expect(answer.ok(), await answer.text()).toBe(true);
    const { items } = await answer.json();
    const mail = items.find(({ to }) => to.includes(email));
    expect(mail, `a mail to ${email}`).toBeTruthy();
    link = mail.body.match(/https?:\/\/\S+/)?.[0];
    expect(link, mail.body).toBeTruthy();
  }).toPass();
  await operator.dispose();
  const url = new URL(link);
  return `${url.pathname}${url.hash}`;
}
