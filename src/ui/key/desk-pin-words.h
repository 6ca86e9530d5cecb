/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pin-form.h"

G_BEGIN_DECLS

/* What DeskPinDialog says, by what it is for. Translated; static unless it is "dup". */

const char *desk_pin_words_get_heading (DeskPinPurpose purpose);
const char *desk_pin_words_get_explanation (DeskPinPurpose purpose); /* "" if there is none */
const char *desk_pin_words_get_act (DeskPinPurpose purpose);
const char *desk_pin_words_get_secret_title (DeskPinPurpose purpose); /* nullable */

/* Whose key it is, and which: "张* · 内蒙古CA Ukey (7F3A)". @holder nullable. */
char *desk_pin_words_dup_subject (DeskKeyToken *token, const char *holder);

/* Under the empty first field; nullable. */
char *desk_pin_words_dup_secret_hint (DeskPinPurpose purpose, DeskKeyToken *token);

/* What a new PIN has to be. */
char *desk_pin_words_dup_policy (DeskKeyToken *token);

/* How good a new PIN is that fulfils the policy. */
const char *desk_pin_words_get_strength (size_t length);

/* Why the first field's length cannot be right; NULL if it can. No try is used up. */
char *
desk_pin_words_dup_length_problem (DeskPinPurpose purpose, DeskKeyToken *token, size_t length);

/* What is known of the tries for what is typed; nullable. */
const char *desk_pin_words_get_tries (DeskPinPurpose purpose, DeskPinTries tries);

/* TRUE if a wrong PIN now locks the key. */
gboolean desk_pin_words_needs_deliberation (DeskPinPurpose purpose, DeskPinTries tries);

/* That the administrator's PIN is wrong, and what to do. */
const char *desk_pin_words_get_admin_wrong (void);

/* Sentence and remedy of a state as two sentences. */
char *desk_pin_words_dup_state (DeskKeyState state);

G_END_DECLS
