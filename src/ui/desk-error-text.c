/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-error-text.h"

#include "desk-flow-error.h"
#include "desk-key-error.h"
#include "desk-key-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct {
  const char *sentence; /* what happened */
  const char *remedy;   /* what to do */
} ErrorText;

/* One entry per DeskFlowError. */
static const ErrorText error_texts[] = {
  [DESK_FLOW_ERROR_UNREACHABLE]
  = { N_ ("The server cannot be reached."),
      N_ ("Nothing was lost. Please check the network and try again.") },
  [DESK_FLOW_ERROR_TIMED_OUT] = { N_ ("The server has not answered in time."),
                                  N_ ("Nothing was lost. Please try again in a moment.") },
  [DESK_FLOW_ERROR_SERVER]
  = { N_ ("The server has a problem at the moment."),
      N_ ("What you filled in is kept. Please try again in a few minutes.") },
  [DESK_FLOW_ERROR_SESSION_EXPIRED]
  = { N_ ("You have been signed out because of a long pause."),
      N_ ("Please sign in again; you can go on where you were.") },
  [DESK_FLOW_ERROR_FIELDS]
  = { N_ ("Some details are not right yet."), N_ ("Please correct the marked fields.") },
  [DESK_FLOW_ERROR_LIMITED]
  = { N_ ("That was tried too often."), N_ ("Please wait a moment and try again.") },
  [DESK_FLOW_ERROR_CONFLICT] = { N_ ("This application was changed elsewhere in the meantime."),
                                 N_ ("Please look at its present state, then decide again.") },
  [DESK_FLOW_ERROR_CODE_WRONG]
  = { N_ ("The verification code is wrong."), N_ ("Please check the newest text message.") },
  [DESK_FLOW_ERROR_CODE_EXPIRED]
  = { N_ ("The verification code is no longer valid."), N_ ("Please get a new code.") },
  [DESK_FLOW_ERROR_IDENTITY_MISMATCH] = { N_ ("Name and ID number do not belong together."),
                                          N_ ("Please compare both with your document.") },
  [DESK_FLOW_ERROR_ONLY_ONE] = { N_ ("You already have an application of this kind."),
                                 N_ ("You will find it under My Applications.") },
  [DESK_FLOW_ERROR_CONTRACT_INVALID]
  = { N_ ("The contract that was received does not stand the check of its signatures."),
      N_ ("Please do not use it; fetch it again or contact customer service.") },
  [DESK_FLOW_ERROR_TRUST]
  = { N_ ("The authority's root certificate on this computer cannot be used."),
      N_ ("Please ask the administrator to install it again.") },
  [DESK_FLOW_ERROR_DRAFT] = { N_ ("The draft could not be saved on this computer."),
                              N_ ("Please check that the disk has room and can be written to.") },
  [DESK_FLOW_ERROR_NOT_ALLOWED] = { N_ ("The application's present state does not allow this."),
                                    N_ ("Please look at its progress.") },
};

static const ErrorText unexpected_text = {
  N_ ("Something unexpected went wrong."),
  N_ ("What you filled in is kept. Please try again."),
};

static const ErrorText *
text_of (const GError *error)
{
  if (error == NULL || error->domain != DESK_FLOW_ERROR || error->code < 0
      || (size_t) error->code >= G_N_ELEMENTS (error_texts))
    return &unexpected_text;

  return &error_texts[error->code];
}

const char *
desk_error_text_get_sentence (const GError *error)
{
  if (error != NULL && error->domain == DESK_KEY_ERROR)
    return desk_key_text_get_sentence ((DeskKeyState) error->code);

  return _ (text_of (error)->sentence);
}

const char *
desk_error_text_get_remedy (const GError *error)
{
  if (error != NULL && error->domain == DESK_KEY_ERROR)
    return desk_key_text_get_remedy ((DeskKeyState) error->code);

  return _ (text_of (error)->remedy);
}

char *
desk_error_text_dup_line (const GError *error)
{
  const char *sentence = desk_error_text_get_sentence (error);
  const char *remedy = desk_error_text_get_remedy (error);

  if (remedy == NULL)
    return g_strdup (sentence);
  if (error != NULL && error->domain == DESK_KEY_ERROR)
    /* Translators: what happened, without its full stop, and what to do; leave out the space after
     * the stop where the language writes none. */
    return g_strdup_printf (C_ ("what happened, what to do", "%s. %s"), sentence, remedy);

  /* Translators: two sentences, what happened and what to do; leave out the space between where
   * the language writes none. */
  return g_strdup_printf (C_ ("two sentences", "%s %s"), sentence, remedy);
}

char *
desk_error_text_dup_limited (guint retry_seconds)
{
  guint minutes = (retry_seconds + 59) / 60;

  if (retry_seconds == 0) {
    g_autoptr (GError) limited = g_error_new_literal (DESK_FLOW_ERROR, DESK_FLOW_ERROR_LIMITED, "");

    return desk_error_text_dup_line (limited);
  }
  if (retry_seconds < 120)
    return g_strdup_printf (ngettext ("That was tried too often. Please try again in %u second.",
                                      "That was tried too often. Please try again in %u seconds.",
                                      retry_seconds),
                            retry_seconds);

  return g_strdup_printf (ngettext ("That was tried too often. Please try again in %u minute.",
                                    "That was tried too often. Please try again in %u minutes.",
                                    minutes),
                          minutes);
}

gboolean
desk_error_text_is_silent (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_FIELDS);
}
