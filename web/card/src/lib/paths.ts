/** The address of one of the card's pages, "/rewards": the server lays the card at /card. */
export const at = (page: `/${string}`): string => (page === "/" ? "/card" : "/card" + page);
