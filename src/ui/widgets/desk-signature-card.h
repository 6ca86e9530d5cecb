/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-signature-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskSignatureCard:
 *
 * One signature of the contract in words: whose it is, who signed, when and who says so, and what
 * it is worth, with an icon beside the word.
 */
#define DESK_TYPE_SIGNATURE_CARD (desk_signature_card_get_type ())

G_DECLARE_FINAL_TYPE (DeskSignatureCard, desk_signature_card, DESK, SIGNATURE_CARD, AdwBin)

GtkWidget *desk_signature_card_new (DeskSignatureReport *report);

/* The whole document's verdict as one sentence; translated, static. */
const char *desk_signature_card_get_verdict_sentence (DeskVerdict verdict);
const char *desk_signature_card_get_verdict_icon (DeskVerdict verdict);
/* "success", "warning" or "error": the style class. */
const char *desk_signature_card_get_verdict_class (DeskVerdict verdict);

G_END_DECLS
