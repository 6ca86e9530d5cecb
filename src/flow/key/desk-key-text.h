/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-key-token.h"
#include "desk-pin-policy.h"

G_BEGIN_DECLS

/* Words for what a person meets with a Ukey, in the window and in a terminal: one sentence and one
 * remedy for each DeskKeyState. All translated and static unless it is "dup". */

/* What is, without a full stop: "Ukey 已就绪". */
const char *desk_key_text_get_sentence (DeskKeyState state);

/* What to do, one sentence; NULL: nothing needs to be done. */
const char *desk_key_text_get_remedy (DeskKeyState state);

/* The same in English whatever the language, for the list of codes. */
const char *desk_key_text_get_untranslated_sentence (DeskKeyState state);
const char *desk_key_text_get_untranslated_remedy (DeskKeyState state);

/* What is known about the tries left; NULL where there is nothing to say. */
const char *desk_key_text_get_tries (DeskPinTries tries);

/* Whether the operation that failed has used a try: "PIN 码尚未提交，没有消耗次数。"; one
 * sentence. */
const char *desk_key_text_get_pin_use (DeskPinUse pin_use);

/* What is wrong with a new PIN and what belongs there; NULL for %DESK_PIN_OK. */
const char *desk_key_text_get_pin_problem (DeskPinProblem problem);

/* The label of the button for @action; NULL for %DESK_KEY_ACTION_NONE. */
const char *desk_key_text_get_action (DeskKeyAction action);

G_END_DECLS
