/** Without what is mistaken for one another when it is read out: 0 O, 1 l I. */
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groups = 3;
const groupLength = 4;

/** A password for the first sign-in, in groups that can be read out. About 69 bits. */
export function temporaryPassword(): string {
  const chosen: string[] = [];
  // Bytes past the last whole round are thrown away, or the first letters would come more often.
  const fair = 256 - (256 % letters.length);
  while (chosen.length < groups * groupLength)
    for (const byte of crypto.getRandomValues(new Uint8Array(groups * groupLength)))
      if (byte < fair && chosen.length < groups * groupLength) chosen.push(letters[byte % letters.length] ?? '');
  return Array.from({ length: groups }, (_, group) => chosen.slice(group * groupLength, (group + 1) * groupLength).join('')).join('-');
}
