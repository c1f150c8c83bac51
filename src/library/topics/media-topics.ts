/** The scheme of IPTC's Media Topics: what their codes stand behind. */
export const mediaTopics = 'http://cv.iptc.org/newscodes/mediatopic/';
