# Adding a statement to an opinion phase, and reading those that wait.
statement-title = Ajouter une phrase
statement-lead = Il manque quelque chose ? Écrivez une phrase. Les autres diront s’ils sont d’accord.
statement-field = Votre phrase
statement-field-hint = Une seule idée, 140 signes au plus. Ne donnez pas de nom. Ne parlez ni de santé ni de papiers.
statement-read-before = Une personne lit votre phrase avant tout le monde.
statement-send = Envoyer ma phrase
statement-add = Ajouter une phrase

statement-limit-title = Vous avez ajouté vos trois phrases
statement-limit-text = Chaque personne peut en ajouter trois ici. Un code de suivi permet d’en retirer une.

statement-similar-title = Est-ce déjà dit ?
statement-similar-lead = Ces phrases ressemblent à la vôtre. Rien n’est encore envoyé.
statement-similar-vote = Donner mon avis sur cette phrase
statement-similar-yours = Votre phrase
statement-similar-send = Envoyer quand même
statement-similar-change = Changer ma phrase

statement-correct-title = Changer votre phrase

statements-title = Phrases à lire
statements-lead = Personne d’autre ne voit une phrase avant vous.
statements-waiting = { $count ->
    [one] Une phrase attend.
   *[other] { $count } phrases attendent.
    }
statements-empty = Rien n’attend. Toutes les phrases sont lues.
statements-received = Reçue le { $date }.
statements-publish = Mettre au vote
statements-refuse-go = Refuser
statements-or-refuse = Ou refuser, et dire pourquoi
statements-one-title = Une phrase à lire
moderation-statements-waiting = { $count ->
    [one] Une phrase ajoutée attend aussi.
   *[other] { $count } phrases ajoutées attendent aussi.
    }
