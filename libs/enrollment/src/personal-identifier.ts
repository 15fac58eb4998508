const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const idCheckCharacters = '10X98765432';
const mobileNumber = /^(?:(?:\+|00)?86)?1[3-9]\d{9}$/;
const token = /\+?[A-Za-z0-9]+/g;

/**
 * True where a whole token of a free text looks like an identity number (18 characters with a valid check character,
 * GB 11643) or a mobile phone number. Tokens are bounded by anything but Latin letters and digits, also by Chinese
 * characters; full-width digits count as digits.
 */
export function containsPersonalIdentifier(text: string): boolean {
  return (text.normalize('NFKC').match(token) ?? []).some(
    (word) => isIdentityNumber(word) || mobileNumber.test(word),
  );
}

function isIdentityNumber(word: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(word)) return false;
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(word[index]), 0);
  return idCheckCharacters[sum % 11] === word[17]?.toUpperCase();
}
