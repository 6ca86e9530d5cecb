/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"

G_BEGIN_DECLS

/* What was filled in, in words, for the last look before submitting; translated. Personal data are
 * masked. "get" is static, "dup" is freed by the caller. */

const char *desk_review_text_get_id_type (const char *id_type);
const char *desk_review_text_get_pictures (DeskApplication *application);
const char *desk_review_text_get_seal (DeskSealKind kind);
const char *desk_review_text_get_carrier (DeskCarrier carrier);

/* "1 年（¥200.00）"; @price_fen in 1/100 yuan, -1 if not known. */
char *desk_review_text_dup_validity (int years, gint64 price_fen);
char *desk_review_text_dup_invoice (DeskInvoice *invoice);

/* The name of the branch with @code; @code itself if it is not in @branches (of DeskBranch). */
char *desk_review_text_dup_branch (GListModel *branches, const char *code);

G_END_DECLS
