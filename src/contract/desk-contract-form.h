/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_FIELD_APPLICANT "Applicant"
#define DESK_FIELD_AUTHORITY "Authority"
#define DESK_FIELD_TIMESTAMP "Timestamp"

/* A place on a page, in points from the page's top left corner. */
typedef struct {
  double x;
  double y;
  double width;
  double height;
} DeskContractBox;

/* What the preparation revision adds to the composed pages. All borrowed. */
typedef struct {
  guint page; /* of the signatures, from 1 */
  DeskContractBox applicant;
  DeskContractBox authority;
  const char *seal; /* drawing operators, desk-seal.h */
  const char *title;
  const char *author;
  const char *number;
  const char *date; /* ISO 8601 */
} DeskContractForm;

/* Adds what cairo does not write: identifier, XMP metadata, language and the three signature
 * fields, all at once, so that no later revision need touch a page. The seal's drawing is stored,
 * too, but shown by no page: only the revision that holds the authority's signature makes it the
 * field's appearance. */
GBytes *desk_contract_add_form (GBytes *pdf, const DeskContractForm *form, GError **error);

G_END_DECLS
