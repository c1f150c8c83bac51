/** The URI of IPTC's Media Topics, which precedes their codes. */
export const mediaTopics = 'http://cv.iptc.org/newscodes/mediatopic/';
