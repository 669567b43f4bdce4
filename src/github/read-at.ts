/** When GitHub gave an answer, on its own clock. Where a proxy dropped the header, ours has to do. */
export function readAt(headers: { readonly date?: string | undefined }): Date {
  const at = new Date(headers.date ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? new Date() : at;
}
