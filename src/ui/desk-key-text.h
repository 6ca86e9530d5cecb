/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

G_BEGIN_DECLS

/* Words for the state of a Ukey and of what is on it; translated, static. */

/* For a line beside a dot: "Ukey 已就绪". */
const char *desk_key_text_get_state (DeskKeyState state);

/* What to do in @state, nullable: nothing needs to be done. */
const char *desk_key_text_get_remedy (DeskKeyState state);

/* Why a certificate cannot be used; NULL for %DESK_KEY_USABLE. */
const char *desk_key_text_get_usability (DeskKeyUsability usability);

/* What is known about the tries left; NULL where there is nothing to say. */
const char *desk_key_text_get_tries (DeskPinTries tries);

G_END_DECLS
