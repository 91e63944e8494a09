/** What is in the editor when it opens. */
export const SAMPLE = `# Change this text, or open one of your own.
compliance Institutional@1 "Institutional investors"
  to subscribe or transfer all of:
    receiver has claim professional-client
    receiver resides in IE, DE or FR
  to hold receiver holds at most 10% of all units
`;
